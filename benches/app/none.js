/** In place of a package: what the page takes without one. */
export const createAuth0Client = async () => ({ getUser() {} });
