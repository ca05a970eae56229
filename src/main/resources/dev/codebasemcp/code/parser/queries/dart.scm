(class_definition name: (identifier) @name) @class
(class_definition (mixin_application_class . (identifier) @name)) @class
(mixin_declaration (mixin) . (identifier) @name) @trait
(extension_declaration name: (identifier) @name) @extension
(enum_declaration name: (identifier) @name) @enum
(type_alias . (type_identifier) @name . [(type_parameters) "="]) @type
(type_alias (type_identifier) @name . [(type_parameters) (formal_parameter_list)]) @type
(method_signature (constructor_signature (identifier) @name . (formal_parameter_list))) @constructor
(method_signature (factory_constructor_signature (identifier) @name . (formal_parameter_list))) @constructor
(declaration (constructor_signature (identifier) @name . (formal_parameter_list))) @constructor
(declaration (constant_constructor_signature (identifier) @name . (formal_parameter_list))) @constructor
(declaration (redirecting_factory_constructor_signature (identifier) @name . (formal_parameter_list))) @constructor
((method_signature (_ name: (identifier) @name)) @function . (function_body) @body)
(declaration (_ name: (identifier) @name)) @function
((program (_ name: (identifier) @name) @function . (function_body) @body))
(declaration (static_final_declaration_list (static_final_declaration . (identifier) @name))) @constant
(declaration (initialized_identifier_list (initialized_identifier . (identifier) @name))) @field
(program (static_final_declaration_list (static_final_declaration . (identifier) @name) @constant))
(program (initialized_identifier_list (initialized_identifier . (identifier) @name) @variable))
(annotation) @decorator
[(comment) (documentation_comment)] @comment
