using System.Reflection;
using System.Text.RegularExpressions;
using Broadcast.Chat.Spine.Redis;
using TestKit;

namespace LiveFestival.Tests.Conventions;

/// <summary>Every Lua script, as Redis gets it: its files, their headers and the names that C# gives it fit together.</summary>
public sealed partial class ScriptTests
{
    private static readonly string[] Lua =
    [
        "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "if", "in", "local", "nil", "not", "or", "repeat", "return", "then", "true",
        "until", "while", "KEYS", "ARGV", "redis", "cjson", "math", "string", "table", "ipairs", "pairs", "tonumber", "type", "unpack", "error",
    ];

    [Test]
    public void A_Lua_file_has_a_header_and_at_most_60_lines_and_counts_no_positions()
    {
        Assert.Multiple(() =>
        {
            foreach (var file in Files())
            {
                var lines = File.ReadAllLines(file);
                var header = string.Join('\n', lines.TakeWhile(line => line.StartsWith("--", StringComparison.Ordinal)));
                Assert.That(lines, Has.Length.LessThanOrEqualTo(60), file);
                Assert.That(header, Does.Contain("KEYS").And.Contain("ARGV").And.Contain("Reply: "), file);
                Assert.That(lines, Has.None.Match(@"(KEYS|ARGV)\[\d"), file);
            }
        });
    }

    [Test]
    public void No_script_asks_its_server_for_the_time()
    {
        Assert.That(Scripts().Where(script => script.Text.Contains("'TIME'", StringComparison.Ordinal)).Select(script => script.Name), Is.Empty);
    }

    [Test]
    public void Every_Lua_file_is_part_of_a_script()
    {
        var texts = Scripts().Select(script => script.Text).ToArray();

        var loose = Files().Where(file => !texts.Any(text => text.Contains(File.ReadAllText(file), StringComparison.Ordinal)));

        Assert.That(loose, Is.Empty);
    }

    [Test]
    public void The_headers_of_a_script_name_its_keys_and_arguments()
    {
        Assert.Multiple(() =>
        {
            foreach (var script in Scripts())
            {
                Assert.That(InHeaders(script, "KEYS"), Is.EquivalentTo(script.Keys.Declared), script.Name);
                Assert.That(InHeaders(script, "ARGV"), Is.EquivalentTo(script.Arguments.Declared), script.Name);
            }
        });
    }

    [Test]
    public void A_script_reads_each_of_its_names_and_has_no_other_local_of_that_name()
    {
        Assert.Multiple(() =>
        {
            foreach (var script in Scripts())
            {
                var code = Code(script);
                foreach (var name in script.Keys.Words.Concat(script.Arguments.Words))
                {
                    Assert.That(Words().Matches(code).Count(word => word.Value == name), Is.GreaterThan(1), $"{script.Name} reads {name}");
                    Assert.That(Locals(code).Count(local => local == name), Is.EqualTo(1), $"{script.Name} declares {name}");
                }
            }
        });
    }

    [Test]
    public void Every_word_of_a_script_is_a_name_a_local_or_of_Lua()
    {
        Assert.Multiple(() =>
        {
            foreach (var script in Scripts())
            {
                var code = Code(script);
                Assert.That(Words().Matches(code).Select(word => word.Value).Except([.. Locals(code), .. Lua], StringComparer.Ordinal), Is.Empty, script.Name);
            }
        });
    }

    private static string[] Files() =>
        Directory.GetFiles(Path.Combine(Repository.Root, "Broadcast.Chat"), "*.lua", SearchOption.AllDirectories);

    /// <summary>Also makes each script, so that wrong names in any of them fail here.</summary>
    private static IReadOnlyList<RedisScript> Scripts() =>
    [
        .. typeof(RedisScript).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType == typeof(RedisScript))
            .Select(field => (RedisScript)field.GetValue(null)!),
    ];

    /// <summary>
    /// What the headers of a script's files name: entries lie two blanks or a line of six blanks apart, and begin with the name. Deeper lines go
    /// on with an entry.
    /// </summary>
    private static IEnumerable<string> InHeaders(RedisScript script, string table) =>
        Regex.Matches(script.Text, $@"^-- (?:.*   )?{table} (?<entries>.*?)(?:   (?:ARGV|Reply).*)?(?<more>(?:\n--      .*)*)$", RegexOptions.Multiline, TimeSpan.FromSeconds(1))
            .SelectMany(header => Between().Split(header.Groups["entries"].Value + header.Groups["more"].Value))
            .Select(entry => Name().Match(entry).Value)
            .Where(name => name != "none");

    private static string Code(RedisScript script) => CommentOrString().Replace(script.Text, "");

    private static IReadOnlyList<string> Locals(string code) =>
        [.. Declarations().Matches(code).SelectMany(match => match.Groups["names"].Captures).SelectMany(names => Words().Matches(names.Value)).Select(word => word.Value)];

    [GeneratedRegex(@"'[^'\n]*'|--[^\n]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CommentOrString();

    [GeneratedRegex(@"(?<![.:\w])[A-Za-z_]\w*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();

    /// <summary>Locals, functions with their parameters, loop variables.</summary>
    [GeneratedRegex(
        @"\b(?:local +(?!function\b)(?<names>\w+(?: *, *\w+)*)|for +(?<names>\w+(?: *, *\w+)*) +(?:=|in\b)|function *(?<names>\w*) *\((?<names>[^)]*)\))",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Declarations();

    [GeneratedRegex(@"(?<=[^\s-])  +|\n--      (?! )", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Between();

    [GeneratedRegex(@"^\w+(\.\.\.|\?)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
