/** @type {import("stylelint").Config} */
export default {
  extends: ["stylelint-config-standard"],
  rules: {
    "declaration-no-important": true,
    // BEM-like names: block, block__part, block--variant; is-current for state.
    "selector-class-pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*(__[a-z0-9-]+)?(--[a-z0-9-]+)?$",
    // A component's states read best beside what they change, not sorted by weight.
    "no-descending-specificity": null,
  },
};
