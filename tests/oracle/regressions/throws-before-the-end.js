// A function that throws in its middle always throws, whatever follows.
function help1(h) {
  throw failure;
  const on1 = choice();
}

function help2(h) {
  do {
    throw failure;
  } while (choice());
}

export function subject(items) {
  const h1 = acquire();
  if (choice()) {
    help1(h1);
  } else {
    help2(h1);
  }
}
