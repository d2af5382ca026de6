// The types of @musicsite/client, which `make contract` writes.
export type * from "../../../clients/typescript/schema.d.ts";
