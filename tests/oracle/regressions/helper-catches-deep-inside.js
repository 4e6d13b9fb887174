// A `try` keeps a helper from throwing wherever it stands.
function nothing(h) {}

function caught(h) {
  if (h) {
    try {
      release(h);
    } catch (error) {}
  }
}

function through(h) {
  nothing(h);
  caught(h);
}

export function subject(items) {
  const h1 = acquire();
  acquire();
  caught(h1);
  const h2 = acquire();
  through(h2);
}
