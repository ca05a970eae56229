(class_declaration "interface" (type_identifier) @name) @interface
(class_declaration "enum" (type_identifier) @name) @enum
(class_declaration (type_identifier) @name) @class
(object_declaration (type_identifier) @name) @class
(type_alias . (modifiers)? . (type_identifier) @name) @type
(function_declaration (user_type) @owner . "." . (simple_identifier) @name) @function
(function_declaration (simple_identifier) @name) @function
(secondary_constructor "constructor" @name) @constructor
(source_file (property_declaration (variable_declaration (simple_identifier) @name)) @constant)
(class_body (_ (variable_declaration (simple_identifier) @name)) @field)
[(line_comment) (multiline_comment)] @comment
