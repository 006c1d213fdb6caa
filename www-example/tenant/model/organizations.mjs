// Organizations and who belongs to them. A request may name one by id or, as in a tenant that allows it, by name.

const ORGANIZATIONS = [
  { id: 'org_acme', name: 'acme', display: 'Acme', members: ['auth0|ada', 'auth0|grace'] },
  { id: 'org_globex', name: 'globex', display: 'Globex', members: ['auth0|alan', 'auth0|ada'] },
];

export function allOrganizations() {
  return ORGANIZATIONS;
}

export function findOrganization(idOrName) {
  const wanted = String(idOrName).trim();
  return ORGANIZATIONS.find(({ id, name }) => id === wanted || name === wanted.toLowerCase());
}

export function isMember(organization, sub) {
  return organization.members.includes(sub);
}
