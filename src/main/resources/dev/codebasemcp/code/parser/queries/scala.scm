(class_definition name: (_) @name) @class
(object_definition name: (_) @name) @class
(package_object name: (_) @name) @module
(trait_definition name: (_) @name) @trait
(enum_definition name: (_) @name) @enum
(type_definition name: (_) @name) @type
(function_definition name: (_) @name) @function
(function_declaration name: (_) @name) @function
(given_definition name: (_) @name) @constant
(val_definition pattern: (identifier) @name) @constant
(var_definition pattern: (identifier) @name) @variable
(val_declaration name: (identifier) @name) @constant
[(comment) (block_comment)] @comment
