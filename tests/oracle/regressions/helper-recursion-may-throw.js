// Where a function only calls itself without an end, an analysis may say that this throws.
function again(h) {
  if (!(h)) {
    again(h);
  }
}

export function subject(items) {
  const h1 = acquire();
  try {
    again(h1);
  } finally {
    let h2 = acquire();
  }
}
