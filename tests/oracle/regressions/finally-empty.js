// An empty cleanup still stands between a throw and the exit.
export function subject(items) {
  let h1 = acquire();
  try {
    try {
      const h2 = acquire();
    } finally {
      if (choice()) {}
    }
  } finally {}
}
