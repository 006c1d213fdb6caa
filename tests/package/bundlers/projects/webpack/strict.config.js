// Scripts in a folder of their own, and a page under Trusted Types.
export default { output: { publicPath: '/assets/', trustedTypes: true } };
