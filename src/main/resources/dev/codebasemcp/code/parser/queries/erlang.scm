(module_attribute name: (_) @name) @module
(record_decl name: (_) @name) @record
(pp_define lhs: (macro_lhs name: (_) @name)) @macro
(type_alias name: (type_name name: (_) @name)) @type
(opaque name: (type_name name: (_) @name)) @type
(callback fun: (_) @name) @function
(fun_decl . clauses: (function_clause name: (_) @name)) @function
(spec) @decorator
(wild_attribute name: (attr_name name: (atom) @attribute)) @decorator
(comment) @comment
