/** An element with its attributes and what is in it. A text stays text: nothing that comes from outside becomes markup. */
export function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "hidden" || key === "novalidate") element.toggleAttribute(key, value);
    else element.setAttribute(key, value);
  }

  element.append(...children);
  return element;
}
