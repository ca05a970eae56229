(class_interface name: (identifier) @name) @class
(class_implementation name: (identifier) @name) @class
(category_interface name: (identifier) @name) @extension
(category_implementation name: (identifier) @name) @extension
(protocol_declaration name: (identifier) @name) @interface
(method_declaration selector: (identifier) @name) @method
(method_declaration selector: (_ . (_ . keyword: (identifier) @name))) @method
(method_definition selector: (identifier) @name) @method
(method_definition selector: (_ . (_ . keyword: (identifier) @name))) @method
(property_declaration declarator: (identifier) @name) @field
(property_declaration declarator: (pointer_declarator declarator: (identifier) @name)) @field
(type_definition type: (ns_enum_specifier name: (type_identifier) @name)) @enum
(ns_enum_specifier name: (type_identifier) @name) @enum
(enum_specifier name: (type_identifier) @name body: (_)) @enum
(struct_specifier name: (type_identifier) @name body: (_)) @struct
(union_specifier name: (type_identifier) @name body: (_)) @struct
(type_definition declarator: (type_identifier) @name) @type
(function_definition declarator: (_ declarator: (identifier) @name)) @function
(function_definition declarator: (_ declarator: (_ declarator: (identifier) @name))) @function
(translation_unit (_ declarator: (init_declarator declarator: (identifier) @name)) @variable)
(translation_unit (_ declarator: (init_declarator declarator: (pointer_declarator declarator: (identifier) @name))) @variable)
(preproc_function_def name: (identifier) @name) @macro
(preproc_def name: (identifier) @name value: (_)) @constant
(comment) @comment
