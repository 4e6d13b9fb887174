// How control came to an acquisition is not asked: a catch is there because calls throw.
export function subject(items) {
  try {
    step();
  } catch (error) {
    const h1 = acquire();
  }
}
