// A helper that releases or hands over on some ways only takes the handle over.
function help(h) {
  switch (number()) {
    case 0: {
      keep(h);
    }
  }
}

export function subject(items) {
  const h1 = acquire();
  help(h1);
}
