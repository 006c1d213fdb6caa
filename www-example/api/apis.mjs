// The two APIs of this server: the audience their tokens are for, and the name they challenge with.

export const CALENDAR = { audience: 'https://calendar.example.com/', realm: 'calendar' };
export const ORDERS = { audience: 'https://orders.example.com/', realm: 'orders' };
