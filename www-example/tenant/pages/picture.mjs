// A person's picture: initials on a colour.

export function picture({ colour, profile }) {
  const initials = profile.name
    .split(/[\s@.]+/)
    .slice(0, 2)
    .map((word) => word[0].toUpperCase())
    .join('')
    .replace(/[^A-Z0-9]/g, '');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="96" height="96"><rect width="96" height="96" fill="${colour}"/><text x="48" y="50" fill="#fff" font-family="system-ui, sans-serif" font-size="38" font-weight="600" text-anchor="middle" dominant-baseline="central">${initials}</text></svg>`;
}
