(function_definition declarator: [
  (_ declarator: (qualified_identifier) @name parameters: (_))
  (reference_declarator (_ declarator: (qualified_identifier) @name))
  (pointer_declarator declarator: (_ declarator: (qualified_identifier) @name))
]) @method
(field_declaration_list (_ declarator: (function_declarator declarator: (identifier) @name)) @method)
(preproc_def name: (identifier) @name value: (_)) @macro
(preproc_function_def name: (identifier) @name) @macro
(struct_specifier name: (_) @name body: (_)) @struct
(union_specifier name: (_) @name body: (_)) @struct
(enum_specifier name: (_) @name body: (_)) @enum
(type_definition declarator: [
  (type_identifier) @name
  (pointer_declarator (type_identifier) @name)
  (_ declarator: (parenthesized_declarator (_ declarator: (type_identifier) @name)))
]) @type
(function_definition declarator: [
  (_ declarator: [(identifier) (field_identifier) (destructor_name) (operator_name) (template_function)] @name parameters: (_))
  (reference_declarator (_ declarator: [(identifier) (field_identifier) (destructor_name) (operator_name) (template_function)] @name))
  (pointer_declarator declarator: [
    (_ declarator: [(identifier) (field_identifier) (destructor_name) (operator_name) (template_function)] @name)
    (_ declarator: (_ declarator: [(identifier) (field_identifier) (destructor_name) (operator_name) (template_function)] @name))
  ])
]) @function
(translation_unit (_ declarator: (init_declarator declarator: [
  (identifier) @name
  (array_declarator declarator: (identifier) @name)
])) @variable)
(comment) @comment
(class_specifier name: (_) @name body: (_)) @class
(concept_definition name: (identifier) @name) @type
(alias_declaration name: (type_identifier) @name) @type
(function_definition declarator: (operator_cast) @name) @function
(field_declaration declarator: [
  (function_declarator declarator: (field_identifier) @name)
  (pointer_declarator declarator: (function_declarator declarator: (field_identifier) @name))
  (reference_declarator (function_declarator declarator: (field_identifier) @name))
]) @method
(field_declaration declarator: (field_identifier) @name) @field
(namespace_definition body: (_ (_ declarator: (init_declarator declarator: (identifier) @name)) @variable))
(template_declaration parameters: (_) @decorator)
(requires_clause) @decorator
