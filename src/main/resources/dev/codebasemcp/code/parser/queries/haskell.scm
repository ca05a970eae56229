(data_type name: (_) @name) @type
(newtype name: (_) @name) @type
(type_synomym name: (_) @name) @type
(type_family name: (_) @name) @type
(class name: (_) @name) @interface
(instance name: (_) @name) @extension
(declarations (function name: (_) @name) @function)
(declarations (function (_ operator: (_) @name)) @function)
(declarations (bind name: (_) @name) @function)
(class_declarations (signature name: (_) @name) @function)
(class_declarations (function name: (_) @name) @function)
(instance_declarations (function name: (_) @name) @function)
(instance_declarations (bind name: (_) @name) @function)
(signature) @decorator
(pragma) @decorator
[(comment) (haddock)] @comment
