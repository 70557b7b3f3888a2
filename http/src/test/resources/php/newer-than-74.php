<?php

/** What in some source PHP 7.4 would not understand, as far as tokens tell. */
function newer_than_74(string $source): array
{
    $scan = new NewerThan74($source);

    return $scan->findings();
}

final class NewerThan74
{
    private const TOKENS = ['T_MATCH', 'T_ENUM', 'T_READONLY', 'T_NULLSAFE_OBJECT_OPERATOR', 'T_ATTRIBUTE'];

    private const FUNCTIONS = [
        'array_all', 'array_any', 'array_find', 'array_find_key', 'array_is_list', 'curl_upkeep', 'fdiv', 'fsync',
        'fdatasync', 'get_debug_type', 'get_mangled_object_vars', 'get_resource_id', 'iterator_apply',
        'json_validate', 'mb_str_pad', 'mb_trim', 'memory_reset_peak_usage', 'preg_last_error_msg', 'str_contains',
        'str_ends_with', 'str_starts_with', 'stream_context_set_options', 'str_increment', 'str_decrement',
        'ini_parse_quantity', 'array_first', 'array_last',
    ];

    private const MODIFIERS = ['public', 'protected', 'private'];

    /** @var PhpToken[] without space and comments */
    private array $tokens;

    public function __construct(string $source)
    {
        $this->tokens = array_values(array_filter(
            PhpToken::tokenize($source),
            static fn (PhpToken $token): bool => !$token->isIgnorable()
        ));
    }

    public function findings(): array
    {
        $findings = [];
        foreach ($this->tokens as $i => $token) {
            $what = $this->finding($i);
            if ($what !== '') {
                $findings[] = "line $token->line: $what";
            }
        }

        return $findings;
    }

    private function finding(int $i): string
    {
        $token = $this->tokens[$i];
        $before = $this->text($i - 1);
        $after = $this->text($i + 1);
        if (in_array($token->getTokenName(), self::TOKENS, true)) {
            return $token->text;
        }
        if ($token->is(T_STRING) && $after === ':' && in_array($before, ['(', ','], true)) {
            return "named argument $token->text";
        }
        if ($token->is(T_STRING) && $after === '(' && in_array($token->text, self::FUNCTIONS, true)) {
            return "function $token->text";
        }
        if ($token->is(T_NAME_FULLY_QUALIFIED) && in_array(substr($token->text, 1), self::FUNCTIONS, true)) {
            return "function $token->text";
        }
        if ($token->is(T_THROW) && !in_array($before, [';', '{', '}', ')', ':', 'else', '<?php'], true)) {
            return 'throw in an expression';
        }
        if ($token->is(T_ELLIPSIS) && $before === '(' && $after === ')') {
            return 'first-class callable';
        }
        if ($token->is(T_CLASS) && $before === '::' && $this->tokens[$i - 2]->is(T_VARIABLE)) {
            return 'class of an object';
        }
        if ($token->is(T_CATCH) && !$this->has($this->group($i + 1), T_VARIABLE)) {
            return 'catch without a variable';
        }
        if (in_array($token->text, self::MODIFIERS, true)) {
            return $this->text($i + 2) === '|' ? 'union type' : '';
        }

        return $token->is([T_FUNCTION, T_FN]) ? $this->findingInSignature($i) : '';
    }

    private function findingInSignature(int $i): string
    {
        while (!in_array($this->text($i), ['{', ';', '=>'], true)) {
            $text = strtolower($this->text(++$i));
            if (in_array($text, self::MODIFIERS, true)) {
                return 'promoted property';
            }
            if (in_array($text, ['mixed', 'never', 'new'], true)) {
                return "$text in a signature";
            }
            if (in_array($text, ['static', 'null', 'false', 'true'], true) && $this->text($i - 1) === ':') {
                return "return type $text";
            }
            if ($text === '|') {
                return 'union type';
            }
            if ($text === ',' && $this->text($i + 1) === ')') {
                return 'comma after the last parameter';
            }
        }

        return '';
    }

    /** The tokens between a bracket and its partner. */
    private function group(int $open): array
    {
        $group = [];
        for ($depth = 0, $i = $open; $i < count($this->tokens); $i++) {
            $depth += ['(' => 1, ')' => -1][$this->text($i)] ?? 0;
            if ($depth === 0) {
                break;
            }
            $group[] = $this->tokens[$i];
        }

        return $group;
    }

    private function has(array $tokens, int $kind): bool
    {
        foreach ($tokens as $token) {
            if ($token->is($kind)) {
                return true;
            }
        }

        return false;
    }

    private function text(int $i): string
    {
        return isset($this->tokens[$i]) ? trim($this->tokens[$i]->text) : ';';
    }
}
