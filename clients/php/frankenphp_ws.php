<?php

/*
 * The 38 functions and 10 constants of frankenphp_ws, over the admin API of a Carillon server.
 *
 * For PHP 7.4 and newer, in one file, without Composer, curl or allow_url_fopen. What the extension
 * already has stays the extension's. README.md says how to use it.
 *
 * Where the server is comes from the environment, read at every call:
 *
 *   CARILLON_ADMIN_URL      http://host:port or https://host:port, perhaps with a path before the
 *                           admin API's own; http://127.0.0.1:2019 unless set
 *   CARILLON_ADMIN_TOKEN    the bearer token; none is sent unless set
 *   CARILLON_ADMIN_TIMEOUT  seconds for one call from connecting to the last byte; 10 unless set
 *
 * A call that fails raises an E_USER_WARNING that says why and returns what the function returns for
 * "nothing": 0, false, '' or []. It never throws, and it is never sent twice.
 */

declare(strict_types=1);

namespace Carillon\FrankenphpWs {

    if (!\class_exists(Call::class, false)) {
        /** Why a call came to nothing; the message is what the warning says, and never holds the token. */
        final class Failure extends \Exception
        {
        }

        /** Where the admin API is and how to be let in. */
        final class Place
        {
            private const URL = '~\A(https?)://([\w.-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?((?:/[^\s?\#]*)?)\z~i';
            private const LONGEST_SECONDS = 3600.0;

            /** What stream_socket_client() takes. */
            public string $socket;

            /** The value of the Host header. */
            public string $host;

            /** The whole URL, without a slash at its end. */
            public string $url;

            /** What stands before the paths of the admin API, usually nothing. */
            public string $prefix;

            /** Empty if none is needed. */
            public string $token;

            public float $seconds;

            /** @throws Failure for a value that is none */
            public static function fromEnvironment(): self
            {
                $url = self::variable('CARILLON_ADMIN_URL', 'http://127.0.0.1:2019');
                if (\preg_match(self::URL, $url, $parts) !== 1 || (int) $parts[3] > 65535) {
                    $shown = \preg_replace('~//[^/]*@~', '//***@', $url);
                    throw new Failure("CARILLON_ADMIN_URL is '$shown': expected http://host:port or https://host:port");
                }
                $secure = \strtolower($parts[1]) === 'https';
                $port = $parts[3] === '' ? ($secure ? '443' : '80') : $parts[3];
                $place = new self();
                $place->socket = ($secure ? 'ssl' : 'tcp') . "://$parts[2]:$port";
                $place->host = $parts[2] . ($parts[3] === '' ? '' : ":$port");
                $place->url = \rtrim($url, '/');
                $place->prefix = \rtrim($parts[4], '/');
                $place->token = self::token();
                $place->seconds = self::seconds();

                return $place;
            }

            private static function token(): string
            {
                $token = self::variable('CARILLON_ADMIN_TOKEN', '');
                if (\preg_match('/\A[\x21-\x7e]*\z/', $token) !== 1) {
                    throw new Failure('CARILLON_ADMIN_TOKEN must be visible ASCII without spaces');
                }

                return $token;
            }

            private static function seconds(): float
            {
                $text = self::variable('CARILLON_ADMIN_TIMEOUT', '10');
                $seconds = \is_numeric($text) ? (float) $text : 0.0;
                if (!($seconds > 0.0 && $seconds <= self::LONGEST_SECONDS)) {
                    throw new Failure("CARILLON_ADMIN_TIMEOUT is '$text': expected seconds, more than 0, at most 3600");
                }

                return $seconds;
            }

            /** Some loaders of .env files fill only the arrays; a client cannot: its headers are HTTP_*. */
            private static function variable(string $name, string $default): string
            {
                $value = \getenv($name);
                if ($value === false) {
                    $value = $_ENV[$name] ?? $_SERVER[$name] ?? '';
                }
                $value = \is_string($value) ? \trim($value) : '';

                return $value === '' ? $default : $value;
            }
        }

        /** One request and its answer on a TCP connection of its own (RFC 9112), within one deadline. */
        final class Exchange
        {
            private const PIECE_BYTES = 65536;
            private const MOST_HEAD_BYTES = 65536;

            /** More than any answer has; PHP's own memory_limit is usually met first. */
            private const MOST_BODY_BYTES = 268435456;

            /** @var resource */
            private $socket;
            private Place $place;
            private int $deadline;
            private string $buffer = '';
            private bool $ended = false;

            private function __construct(Place $place)
            {
                $this->place = $place;
                $this->deadline = \hrtime(true) + (int) ($place->seconds * 1e9);
            }

            /**
             * Sends a request and reads the answer to its end.
             *
             * @return array{0: int, 1: string} status and body
             * @throws Failure if there was none, or only a part of one
             */
            public static function run(Place $place, string $request): array
            {
                $exchange = new self($place);
                $complaint = 'no reason given';
                // PHP's own warnings would reach the handlers of frameworks even behind an @.
                \set_error_handler(static function (int $level, string $message) use (&$complaint): bool {
                    $complaint = $message;

                    return true;
                });
                try {
                    if (!$exchange->connect()) {
                        throw new Failure("cannot be reached: $complaint");
                    }
                    $exchange->write($request);

                    return $exchange->answer();
                } finally {
                    $exchange->close();
                    \restore_error_handler();
                }
            }

            private function connect(): bool
            {
                $socket = \stream_socket_client(
                    $this->place->socket,
                    $number,
                    $reason,
                    $this->place->seconds,
                    \STREAM_CLIENT_CONNECT,
                    \stream_context_create()
                );
                if ($socket === false) {
                    return false;
                }
                $this->socket = $socket;

                return true;
            }

            /** Stops where the server stops reading: it has answered by then, or never will. */
            private function write(string $bytes): void
            {
                $length = \strlen($bytes);
                for ($sent = 0; $sent < $length;) {
                    $this->limitTheNextWait();
                    $taken = \fwrite($this->socket, \substr($bytes, $sent, self::PIECE_BYTES));
                    if ($taken === false || $taken === 0) {
                        return;
                    }
                    $sent += $taken;
                }
            }

            private function answer(): array
            {
                do {
                    $head = $this->head();
                    $first = \preg_match('~\AHTTP/1\.[01] ([1-5]\d\d)(?: |\r|\z)~', $head, $line);
                    if ($first !== 1) {
                        throw new Failure('answered something that is not HTTP');
                    }
                } while ($line[1][0] === '1');

                return [(int) $line[1], $this->body($head)];
            }

            private function head(): string
            {
                while (($end = \strpos($this->buffer, "\r\n\r\n")) === false) {
                    if ($this->ended) {
                        throw new Failure('closed the connection without an answer');
                    }
                    if (\strlen($this->buffer) > self::MOST_HEAD_BYTES) {
                        throw new Failure('answered with a head that does not end');
                    }
                    $this->read();
                }
                $head = \substr($this->buffer, 0, $end);
                $this->buffer = \substr($this->buffer, $end + 4);

                return $head;
            }

            private function body(string $head): string
            {
                if (\preg_match('~^Transfer-Encoding:[ \t]*chunked[ \t]*\r?$~mi', $head) === 1) {
                    return $this->chunks();
                }
                if (\preg_match('~^Content-Length:[ \t]*(\d{1,15})[ \t]*\r?$~mi', $head, $found) === 1) {
                    return $this->take((int) $found[1]);
                }
                while (!$this->ended) {
                    $this->read();
                }

                return $this->buffer;
            }

            /** The body of an answer that a proxy did not measure (RFC 9112 §7.1). */
            private function chunks(): string
            {
                $body = '';
                do {
                    while (($end = \strpos($this->buffer, "\r\n")) === false) {
                        $this->readMore();
                    }
                    if (\preg_match('~\A[0-9a-f]{1,8}~i', $this->buffer, $size) !== 1) {
                        throw new Failure('answered with a chunk that has no size');
                    }
                    $this->take($end + 2);
                    $length = (int) \hexdec($size[0]);
                    $body .= $this->take($length);
                    $this->take(2);
                } while ($length > 0);

                return $body;
            }

            private function take(int $length): string
            {
                while (\strlen($this->buffer) < $length) {
                    $this->readMore();
                }
                $taken = \substr($this->buffer, 0, $length);
                $this->buffer = \substr($this->buffer, $length);

                return $taken;
            }

            private function readMore(): void
            {
                if ($this->ended) {
                    throw new Failure('closed the connection in the middle of its answer');
                }
                $this->read();
            }

            private function read(): void
            {
                if (\strlen($this->buffer) > self::MOST_BODY_BYTES) {
                    throw new Failure('answered with more than ' . self::MOST_BODY_BYTES . ' bytes');
                }
                $this->limitTheNextWait();
                $piece = \fread($this->socket, self::PIECE_BYTES);
                if ($piece === false || $piece === '') {
                    if (\stream_get_meta_data($this->socket)['timed_out']) {
                        $this->fail();
                    }
                    $this->ended = true;
                } else {
                    $this->buffer .= $piece;
                }
            }

            private function limitTheNextWait(): void
            {
                $left = \intdiv($this->deadline - \hrtime(true), 1000);
                if ($left <= 0) {
                    $this->fail();
                }
                \stream_set_timeout($this->socket, \intdiv($left, 1000000), $left % 1000000);
            }

            private function fail(): void
            {
                throw new Failure("did not answer within {$this->place->seconds} s");
            }

            private function close(): void
            {
                if (\is_resource($this->socket)) {
                    \fclose($this->socket);
                }
            }
        }

        /** One call of the admin API: put together first, made by the method that names the result. */
        final class Call
        {
            private const MOST_SHOWN = 300;
            /** The largest number that the server reads as one. */
            private const LARGEST = 999999999;

            private string $method;
            private string $path;
            private array $query = [];
            private string $body = '';

            /** The one error of the server that means "no" and is nothing to warn of. */
            private string $plainNo = '';

            private function __construct(string $method, string $path, array $segments)
            {
                $this->method = $method;
                $this->path = "/frankenphp_ws/$path";
                foreach ($segments as $segment) {
                    $this->segment($segment);
                }
            }

            public static function get(string $path, string ...$segments): self
            {
                return new self('GET', $path, $segments);
            }

            public static function post(string $path, string ...$segments): self
            {
                return new self('POST', $path, $segments);
            }

            public static function delete(string $path, string ...$segments): self
            {
                return new self('DELETE', $path, $segments);
            }

            /** Adds a segment that the server decodes a second time, as a query value. */
            public function twice(string $segment): self
            {
                return $this->segment(\rawurlencode($segment));
            }

            /** Adds a parameter to the query; an empty one is left out, as the server would do. */
            public function with(string $name, ?string $value): self
            {
                if ($value !== null && $value !== '') {
                    $this->query[] = $name . '=' . \rawurlencode($value);
                }

                return $this;
            }

            /** Adds a number to the query, unless the server has to choose: 0 or less. */
            public function withPositive(string $name, int $value): self
            {
                return $value > 0 ? $this->with($name, (string) $value) : $this;
            }

            /** Adds a bound to the query; 0 or less is the largest that the server reads. */
            public function withBound(string $name, int $value): self
            {
                return $this->with($name, (string) ($value > 0 ? min($value, self::LARGEST) : self::LARGEST));
            }

            public function body(string $bytes): self
            {
                $this->body = $bytes;

                return $this;
            }

            public function whereNoIs(string $error): self
            {
                $this->plainNo = $error;

                return $this;
            }

            /** Makes the call for its effect. */
            public function done(): void
            {
                $this->attempt(function (): bool {
                    $this->ok();

                    return true;
                });
            }

            public function int(string $field): int
            {
                return $this->field($field, 'is_int') ?? 0;
            }

            public function bool(string $field): bool
            {
                return $this->field($field, 'is_bool') ?? false;
            }

            public function text(string $field): string
            {
                return $this->field($field, 'is_string') ?? '';
            }

            /** A list; its elements are what JSON makes of them, texts or arrays. */
            public function items(string $field): array
            {
                return $this->field($field, 'is_array') ?? [];
            }

            /** The body as it is; empty if the server knows nothing by that name. */
            public function raw(): string
            {
                return $this->lookup()[1];
            }

            /** Whether the server knows something by that name. */
            public function found(): bool
            {
                return $this->lookup()[0];
            }

            /** @return array{0: bool, 1: string} whether it is there, and what it is */
            private function lookup(): array
            {
                return $this->attempt(function (): array {
                    [$status, $body] = $this->exchange();
                    if ($status === 404 && $body === '') {
                        return [false, ''];
                    }

                    return [true, $this->checked($status, $body)];
                }) ?? [false, ''];
            }

            /** @return mixed the field, or null after a warning */
            private function field(string $name, callable $isRight)
            {
                return $this->attempt(function () use ($name, $isRight) {
                    $body = $this->ok();
                    $answer = $body === null ? [$name => null] : \json_decode($body, true);
                    if (!\is_array($answer) || !\array_key_exists($name, $answer)) {
                        throw new Failure("the admin API answered without '$name': " . self::shown((string) $body));
                    }
                    // Go writes an empty list as null.
                    if ($answer[$name] !== null && !$isRight($answer[$name])) {
                        throw new Failure("the admin API answered with a strange '$name': " . self::shown($body));
                    }

                    return $answer[$name];
                });
            }

            /** The body of a good answer; null if the answer is the plain no. */
            private function ok(): ?string
            {
                [$status, $body] = $this->exchange();
                if ($status === 400 && $this->plainNo !== '' && self::error($body) === $this->plainNo) {
                    return null;
                }

                return $this->checked($status, $body);
            }

            private function checked(int $status, string $body): string
            {
                if ($status !== 200) {
                    $hint = $status === 401 ? ' (is CARILLON_ADMIN_TOKEN set and right?)' : '';
                    throw new Failure("the admin API answered $status: " . self::shown(self::error($body)) . $hint);
                }

                return $body;
            }

            /** What the server complains of: the error of its JSON, or all it said. */
            private static function error(string $body): string
            {
                $answer = \json_decode($body, true);
                $error = \is_array($answer) ? $answer['error'] ?? null : null;

                return \is_string($error) ? $error : \trim($body);
            }

            private function exchange(): array
            {
                if (\preg_match('~/(?:/|\z)~', $this->path) === 1) {
                    throw new Failure("needs an id, tag, key or expression that is not empty, was ''");
                }
                $place = Place::fromEnvironment();
                $target = $this->target();
                $head = [
                    "$this->method $place->prefix$target HTTP/1.1",
                    "Host: $place->host",
                    'Connection: close',
                    'User-Agent: carillon-php',
                    'Accept: */*',
                ];
                if ($place->token !== '') {
                    $head[] = "Authorization: Bearer $place->token";
                }
                if ($this->method === 'POST') {
                    $head[] = 'Content-Type: application/octet-stream';
                    $head[] = 'Content-Length: ' . \strlen($this->body);
                }
                try {
                    return Exchange::run($place, \implode("\r\n", $head) . "\r\n\r\n" . $this->body);
                } catch (Failure $failure) {
                    throw new Failure("the admin API at $place->url " . $failure->getMessage());
                }
            }

            private function target(): string
            {
                return $this->path . ($this->query === [] ? '' : '?' . \implode('&', $this->query));
            }

            private function segment(string $text): self
            {
                $encoded = \rawurlencode($text);
                // A segment of dots means a folder to whoever normalises paths on the way.
                $dots = $encoded === '.' || $encoded === '..';
                $this->path .= '/' . ($dots ? \str_replace('.', '%2E', $encoded) : $encoded);

                return $this;
            }

            /** @return mixed what the work returns, or null after a warning */
            private function attempt(callable $work)
            {
                try {
                    return $work();
                } catch (Failure $failure) {
                    $this->warn($failure->getMessage());

                    return null;
                }
            }

            /** Names the function and the line that called it: PHP itself would name this file. */
            private function warn(string $why): void
            {
                $function = 'frankenphp_ws';
                $where = '';
                foreach (\debug_backtrace(\DEBUG_BACKTRACE_IGNORE_ARGS) as $frame) {
                    if (\strpos($frame['function'], 'frankenphp_ws_') === 0) {
                        $function = $frame['function'];
                        $where = isset($frame['file']) ? ", called in {$frame['file']} on line {$frame['line']}" : '';
                        break;
                    }
                }
                $request = $this->method . ' ' . self::shown($this->target());
                \trigger_error("$function(): $why [$request$where]", \E_USER_WARNING);
            }

            /** One line, not endless. */
            private static function shown(string $text): string
            {
                $line = (string) \preg_replace('/[\x00-\x1f\x7f]+/', ' ', $text);

                return \strlen($line) > self::MOST_SHOWN ? \substr($line, 0, self::MOST_SHOWN) . '...' : $line;
            }
        }
    }
}

namespace {

    use Carillon\FrankenphpWs\Call;

    // How searchStoredInformation compares.
    defined('FRANKENPHP_WS_OP_EQ') || define('FRANKENPHP_WS_OP_EQ', 'eq');
    defined('FRANKENPHP_WS_OP_NEQ') || define('FRANKENPHP_WS_OP_NEQ', 'neq');
    defined('FRANKENPHP_WS_OP_PREFIX') || define('FRANKENPHP_WS_OP_PREFIX', 'prefix');
    defined('FRANKENPHP_WS_OP_SUFFIX') || define('FRANKENPHP_WS_OP_SUFFIX', 'suffix');
    defined('FRANKENPHP_WS_OP_CONTAINS') || define('FRANKENPHP_WS_OP_CONTAINS', 'contains');
    defined('FRANKENPHP_WS_OP_IEQ') || define('FRANKENPHP_WS_OP_IEQ', 'ieq');
    defined('FRANKENPHP_WS_OP_IPREFIX') || define('FRANKENPHP_WS_OP_IPREFIX', 'iprefix');
    defined('FRANKENPHP_WS_OP_ISUFFIX') || define('FRANKENPHP_WS_OP_ISUFFIX', 'isuffix');
    defined('FRANKENPHP_WS_OP_ICONTAINS') || define('FRANKENPHP_WS_OP_ICONTAINS', 'icontains');
    defined('FRANKENPHP_WS_OP_REGEX') || define('FRANKENPHP_WS_OP_REGEX', 'regex');

    // Connections

    if (!function_exists('frankenphp_ws_getClients')) {
        /** Ids of the connections, of one route if one is named. */
        function frankenphp_ws_getClients(?string $route = null): array
        {
            return Call::get('getClients')->with('route', $route)->items('clients');
        }
    }

    if (!function_exists('frankenphp_ws_getClientsCount')) {
        /** How many connections there are, on one route if one is named. */
        function frankenphp_ws_getClientsCount(?string $route = null): int
        {
            return Call::get('getClientsCount')->with('route', $route)->int('count');
        }
    }

    if (!function_exists('frankenphp_ws_send')) {
        /** Sends to one connection, if it is on the route where one is named. Nobody there is no error. */
        function frankenphp_ws_send(string $connectionId, string $data, ?string $route = null): void
        {
            Call::post('send', $connectionId)->with('route', $route)->body($data)->done();
        }
    }

    if (!function_exists('frankenphp_ws_sendAll')) {
        /** Sends to all connections, or to those of one route; returns how many have got it. */
        function frankenphp_ws_sendAll(string $data, ?string $route = null): int
        {
            return Call::post('sendAll')->with('route', $route)->body($data)->int('sentCount');
        }
    }

    if (!function_exists('frankenphp_ws_killConnection')) {
        /** Drops a connection without a close frame; false if it is not there. */
        function frankenphp_ws_killConnection(string $connectionId): bool
        {
            return Call::post('killConnection', $connectionId)->bool('success');
        }
    }

    if (!function_exists('frankenphp_ws_renameConnection')) {
        /** Gives a connection another id; false if it is not there or the new id is taken. */
        function frankenphp_ws_renameConnection(string $currentId, string $newId): bool
        {
            return Call::post('renameConnection')
                ->twice($currentId)
                ->twice($newId)
                ->whereNoIs('failed to rename connection')
                ->bool('success');
        }
    }

    if (!function_exists('frankenphp_ws_listRoutes')) {
        /** The routes that have a connection. */
        function frankenphp_ws_listRoutes(): array
        {
            return Call::get('getAllRoutes')->items('routes');
        }
    }

    // Ping

    if (!function_exists('frankenphp_ws_enablePing')) {
        /** Measures the round trip every so many milliseconds; with 0, once and now. */
        function frankenphp_ws_enablePing(string $connectionId, int $intervalMs = 0): bool
        {
            return Call::post('enablePing', $connectionId)->withPositive('interval', $intervalMs)->bool('success');
        }
    }

    if (!function_exists('frankenphp_ws_disablePing')) {
        /** Stops measuring. */
        function frankenphp_ws_disablePing(string $connectionId): bool
        {
            return Call::post('disablePing', $connectionId)->bool('success');
        }
    }

    if (!function_exists('frankenphp_ws_getClientPingTime')) {
        /** The last round trip in nanoseconds; 0 if there is none. */
        function frankenphp_ws_getClientPingTime(string $connectionId): int
        {
            return Call::get('getClientPingTime', $connectionId)->int('pingTime');
        }
    }

    // Queue counter

    if (!function_exists('frankenphp_ws_enableQueueCounter')) {
        /** Counts what is sent to a connection and keeps the last of it; 0 is as much as the server keeps. */
        function frankenphp_ws_enableQueueCounter(
            string $connectionId,
            int $maxMessages = 100,
            int $maxTimeSeconds = 3600
        ): bool {
            return Call::post('enableQueueCounter', $connectionId)
                ->withBound('maxMessages', $maxMessages)
                ->withBound('maxTime', $maxTimeSeconds)
                ->bool('success');
        }
    }

    if (!function_exists('frankenphp_ws_disableQueueCounter')) {
        /** Stops counting, keeps what was kept; false if it was not counting. */
        function frankenphp_ws_disableQueueCounter(string $connectionId): bool
        {
            return Call::post('disableQueueCounter', $connectionId)->bool('success');
        }
    }

    if (!function_exists('frankenphp_ws_getClientMessageCounter')) {
        /** How many messages were counted. */
        function frankenphp_ws_getClientMessageCounter(string $connectionId): int
        {
            return Call::get('getClientMessageCounter', $connectionId)->int('counter');
        }
    }

    if (!function_exists('frankenphp_ws_getClientMessageQueue')) {
        /**
         * The messages that were kept, oldest first, each as
         * "ID:1|Route:/chat|Time:1700000000|SendType:direct|SendTarget:x|Data:aGk=".
         */
        function frankenphp_ws_getClientMessageQueue(string $connectionId): array
        {
            return array_map(
                static function (array $message): string {
                    return "ID:{$message['id']}|Route:{$message['route']}|Time:{$message['timestamp']}"
                        . "|SendType:{$message['sendType']}|SendTarget:{$message['sendTarget']}"
                        . "|Data:{$message['data']}";
                },
                Call::get('getClientMessageQueue', $connectionId)->items('messages')
            );
        }
    }

    if (!function_exists('frankenphp_ws_clearClientMessageQueue')) {
        /** Forgets what was kept; the count stays. */
        function frankenphp_ws_clearClientMessageQueue(string $connectionId): bool
        {
            return Call::post('clearClientMessageQueue', $connectionId)->bool('success');
        }
    }

    // Tags

    if (!function_exists('frankenphp_ws_tagClient')) {
        /** Puts a tag on a connection. */
        function frankenphp_ws_tagClient(string $connectionId, string $tag): void
        {
            Call::post('tag', $connectionId)->body($tag)->done();
        }
    }

    if (!function_exists('frankenphp_ws_untagClient')) {
        /** Takes a tag off a connection. */
        function frankenphp_ws_untagClient(string $connectionId, string $tag): void
        {
            Call::delete('untag', $connectionId, $tag)->done();
        }
    }

    if (!function_exists('frankenphp_ws_clearTagClient')) {
        /** Takes all tags off a connection. */
        function frankenphp_ws_clearTagClient(string $connectionId): void
        {
            Call::delete('clearTags', $connectionId)->done();
        }
    }

    if (!function_exists('frankenphp_ws_getTags')) {
        /** The tags that some connection has. */
        function frankenphp_ws_getTags(): array
        {
            return Call::get('getAllTags')->items('tags');
        }
    }

    if (!function_exists('frankenphp_ws_getClientsByTag')) {
        /** Ids of the connections with a tag. */
        function frankenphp_ws_getClientsByTag(string $tag): array
        {
            return Call::get('getClientsByTag', $tag)->items('clients');
        }
    }

    if (!function_exists('frankenphp_ws_getTagCount')) {
        /** How many connections have a tag. */
        function frankenphp_ws_getTagCount(string $tag): int
        {
            return Call::get('getTagCount', $tag)->int('count');
        }
    }

    if (!function_exists('frankenphp_ws_sendToTag')) {
        /** Sends to the connections with a tag, on one route if one is named; returns how many have got it. */
        function frankenphp_ws_sendToTag(string $tag, string $data, ?string $route = null): int
        {
            return Call::post('sendToTag', $tag)->with('route', $route)->body($data)->int('sentCount');
        }
    }

    if (!function_exists('frankenphp_ws_sendToTagExpression')) {
        /** Sends to the connections whose tags match, as in "vip&!banned"; returns how many have got it. */
        function frankenphp_ws_sendToTagExpression(string $expression, string $data, ?string $route = null): int
        {
            return Call::post('sendToTagExpression')
                ->twice($expression)
                ->with('route', $route)
                ->body($data)
                ->int('sentCount');
        }
    }

    if (!function_exists('frankenphp_ws_getClientsByTagExpression')) {
        /** Ids of the connections whose tags match. */
        function frankenphp_ws_getClientsByTagExpression(string $expression): array
        {
            return Call::get('getClientsByTagExpression')->twice($expression)->items('clients');
        }
    }

    // Stored information

    if (!function_exists('frankenphp_ws_setStoredInformation')) {
        /** Stores a text with a connection, under a key. */
        function frankenphp_ws_setStoredInformation(string $connectionId, string $key, string $value): void
        {
            Call::post('setStoredInformation', $connectionId, $key)
                ->with('empty', $value === '' ? 'true' : '')
                ->body($value)
                ->done();
        }
    }

    if (!function_exists('frankenphp_ws_getStoredInformation')) {
        /** The text under a key; '' if there is none. */
        function frankenphp_ws_getStoredInformation(string $connectionId, string $key): string
        {
            return Call::get('getStoredInformation', $connectionId, $key)->text('value');
        }
    }

    if (!function_exists('frankenphp_ws_deleteStoredInformation')) {
        /** Forgets a key. */
        function frankenphp_ws_deleteStoredInformation(string $connectionId, string $key): void
        {
            Call::delete('deleteStoredInformation', $connectionId, $key)->done();
        }
    }

    if (!function_exists('frankenphp_ws_clearStoredInformation')) {
        /** Forgets all keys of a connection. */
        function frankenphp_ws_clearStoredInformation(string $connectionId): void
        {
            Call::delete('clearStoredInformation', $connectionId)->done();
        }
    }

    if (!function_exists('frankenphp_ws_hasStoredInformation')) {
        /** Whether there is something under a key, be it empty. */
        function frankenphp_ws_hasStoredInformation(string $connectionId, string $key): bool
        {
            return Call::get('hasStoredInformation', $connectionId, $key)->bool('exists');
        }
    }

    if (!function_exists('frankenphp_ws_listStoredInformationKeys')) {
        /** The keys of a connection. */
        function frankenphp_ws_listStoredInformationKeys(string $connectionId): array
        {
            return Call::get('listStoredInformationKeys', $connectionId)->items('keys');
        }
    }

    if (!function_exists('frankenphp_ws_searchStoredInformation')) {
        /** Ids of the connections whose text under a key matches, by one of FRANKENPHP_WS_OP_*. */
        function frankenphp_ws_searchStoredInformation(string $key, string $op, string $value, ?string $route = null): array
        {
            return Call::get('searchStoredInformation')
                ->with('key', $key)
                ->with('op', $op)
                ->with('value', $value)
                ->with('route', $route)
                ->items('clients');
        }
    }

    // Global information

    if (!function_exists('frankenphp_ws_global_set')) {
        /** Stores a text for all, for so many seconds; with 0, until the server ends. */
        function frankenphp_ws_global_set(string $key, string $value, int $expireSeconds = 0): void
        {
            Call::post('global/set', $key)->withPositive('exp', $expireSeconds)->body($value)->done();
        }
    }

    if (!function_exists('frankenphp_ws_global_get')) {
        /** The text; '' if there is none. */
        function frankenphp_ws_global_get(string $key): string
        {
            return Call::get('global/get', $key)->raw();
        }
    }

    if (!function_exists('frankenphp_ws_global_has')) {
        /** Whether there is a text, be it empty. */
        function frankenphp_ws_global_has(string $key): bool
        {
            return Call::get('global/has', $key)->found();
        }
    }

    if (!function_exists('frankenphp_ws_global_delete')) {
        /** Forgets a text; false if there was none. */
        function frankenphp_ws_global_delete(string $key): bool
        {
            return Call::delete('global/delete', $key)->found();
        }
    }

    // Ghosts

    if (!function_exists('frankenphp_ws_activateGhost')) {
        /** Keeps what is known of a connection when its socket goes; false if it is not there. */
        function frankenphp_ws_activateGhost(string $connectionId): bool
        {
            return Call::post('activateGhost', $connectionId)->bool('success');
        }
    }

    if (!function_exists('frankenphp_ws_releaseGhost')) {
        /** Lets a ghost go; false if it is none. */
        function frankenphp_ws_releaseGhost(string $connectionId): bool
        {
            return Call::post('releaseGhost', $connectionId)->bool('success');
        }
    }

    if (!function_exists('frankenphp_ws_isGhost')) {
        /** Whether a connection is a ghost. */
        function frankenphp_ws_isGhost(string $connectionId): bool
        {
            return Call::get('isGhost', $connectionId)->bool('isGhost');
        }
    }
}
