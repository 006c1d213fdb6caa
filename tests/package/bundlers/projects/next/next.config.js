// A static site. The rest is for this place only: two builds side by side, inside of another project's folder.
export default {
  output: 'export',
  distDir: process.env.DIST_DIR,
  turbopack: { root: import.meta.dirname },
};
