(class_definition name: (identifier) @name) @class
(function_definition name: (identifier) @name) @function
(type_alias_statement left: (type (identifier) @name)) @type
(module (expression_statement (assignment left: (identifier) @name) @variable))
(class_definition body: (_ (expression_statement (assignment left: (identifier) @name) @field)))
(decorator) @decorator
(comment) @comment
(module . (comment)* . (expression_statement . (string) @comment .))
(class_definition body: (_ . (comment)* . (expression_statement . (string) @comment .)))
(function_definition body: (_ . (comment)* . (expression_statement . (string) @comment .)))
