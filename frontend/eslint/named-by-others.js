import ts from "typescript";

/**
 * What is kept under names that come from outside is kept in a Map: written into an object by its key, `__proto__`
 * would change what all objects are (ASVS 5.0, 15.3.6). Looked at: writes by a key that may be any string; numbers,
 * symbols and names of one's own are none. `Object.fromEntries` and `{ [key]: value }` make properties, and are well.
 */
const ANY_NAME = ts.TypeFlags.String | ts.TypeFlags.TemplateLiteral | ts.TypeFlags.Any;

/** @type {import("eslint").Rule.RuleModule} */
export const namedByOthers = {
  meta: {
    type: "problem",
    messages: {
      written: "Any name may come here: keep it in a Map, or make the object of entries.",
    },
    schema: [],
  },
  create(context) {
    const services = context.sourceCode.parserServices;
    const look = (node) => {
      if (node.type !== "MemberExpression" || !node.computed) return;
      const type = services.getTypeAtLocation(node.property);
      const kinds = type.isUnion() ? type.types : [type];
      if (kinds.some((kind) => kind.flags & ANY_NAME))
        context.report({ node, messageId: "written" });
    };
    return {
      AssignmentExpression: ({ left }) => {
        look(left);
      },
      UpdateExpression: ({ argument }) => {
        look(argument);
      },
    };
  },
};
