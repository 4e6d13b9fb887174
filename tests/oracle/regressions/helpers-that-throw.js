// A call of this file throws as its function does.
function nothing(h) {}

function caught(h) {
  try {
    step();
  } catch (error) {}
}

function always(h) {
  x1: {
    throw failure;
  }
}

export function subject(items) {
  const h1 = acquire();
  nothing(h1);
  caught(h1);
  if (choice()) always(h1);
  release(h1);
}
