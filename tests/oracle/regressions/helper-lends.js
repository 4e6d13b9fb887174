// A helper that does nothing but pass its parameter on is as unknown as the call that it makes (law 11).
function help(h) {
  try {
    keep(h);
  } catch (error) {
    release(h);
  }
}

export function subject(items) {
  const h1 = acquire();
  help(h1);
  acquire();
  release(h1);
}
