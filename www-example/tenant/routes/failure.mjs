// An OAuth error of a route of ours.

export function fail(ctx, status, error, description, note = description) {
  ctx.status = status;
  ctx.body = { error, error_description: description };
  ctx.note(`refused: ${note}`);
}
