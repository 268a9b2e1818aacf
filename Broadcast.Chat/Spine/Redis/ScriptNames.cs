using System.Numerics;
using System.Text.RegularExpressions;

namespace Broadcast.Chat.Spine.Redis;

/// <summary>
/// The names of a script's keys, or of its arguments, in the order in which Redis gets them. The last one may be a list, "name...", of any
/// length: its variable in Lua is the index of the first element in KEYS or ARGV. Or it may be optional, "name?": a call that passes a
/// default value for it leaves it out, and its variable is nil.
/// </summary>
internal sealed partial class ScriptNames
{
    private const string List = "...";
    private const string Optional = "?";

    private readonly string _script;
    private readonly string _kind;
    private readonly string[] _single;
    private readonly bool _list;
    private readonly bool _optional;
    private readonly int _before;

    /// <param name="script">The script's name, for messages.</param>
    /// <param name="kind">"key" or "argument", for messages.</param>
    /// <param name="table">KEYS or ARGV.</param>
    /// <param name="declared">At most 64 words.</param>
    /// <param name="before">Elements of the table that come before these and have no name here.</param>
    public ScriptNames(string script, string kind, string table, string[] declared, int before)
    {
        (_script, _kind, _before, Declared) = (script, kind, before, declared);
        _list = declared.Length > 0 && declared[^1].EndsWith(List, StringComparison.Ordinal);
        _optional = declared.Length > 0 && declared[^1].EndsWith(Optional, StringComparison.Ordinal);
        string[] words = [.. declared];
        if (_list || _optional)
            words[^1] = words[^1][..^(_list ? List : Optional).Length];
        Words = words;
        if (words.FirstOrDefault(word => !Word().IsMatch(word)) is { } wrong)
            throw Fault($"cannot have the {kind} '{wrong}': a name is letters and digits, and only the last one may end in '{List}' or '{Optional}'");
        if (words.GroupBy(word => word, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw Fault($"has the {kind} '{twice.Key}' twice");
        if (words.Length > 64)
            throw Fault($"has more than 64 {kind}s");

        _single = _list ? words[..^1] : words;
        var values = words.Select((_, i) => i < _single.Length ? $"{table}[{before + i + 1}]" : $"{before + i + 1}");
        Locals = words.Length == 0 ? "" : $"local {string.Join(", ", words)} = {string.Join(", ", values)}\n";
    }

    /// <summary>The names as they were declared, with "..." and "?".</summary>
    public IReadOnlyList<string> Declared { get; }

    /// <summary>The same names without them: the local variables.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>The line of Lua that gives every name its value; empty when there is none.</summary>
    public string Locals { get; }

    /// <summary>
    /// Puts a call's values into the script's order. Costs one comparison of references for each value that is given in that order, as
    /// literals.
    /// </summary>
    /// <param name="given">Each name once, but for the list; an optional one too.</param>
    /// <param name="list">The elements of the list; none for a script that has no list.</param>
    /// <returns>The elements that come before, still empty, then the values.</returns>
    /// <exception cref="InvalidOperationException">A name is wrong, missing or repeated, or there is no list.</exception>
    public T[] Arrange<T>(ReadOnlySpan<(string Name, T Value)> given, ReadOnlySpan<T> list)
    {
        if (!_list && !list.IsEmpty)
            throw Fault($"takes no list of {_kind}s");

        var values = new T[_before + _single.Length + list.Length];
        var placed = 0UL;
        for (var i = 0; i < given.Length; i++)
        {
            var (name, value) = given[i];
            var at = i < _single.Length && _single[i] == name ? i : IndexOf(name);
            if ((placed & (1UL << at)) != 0)
                throw Fault($"got the {_kind} '{name}' twice");
            placed |= 1UL << at;
            values[_before + at] = value;
        }

        if (given.Length < _single.Length)
            throw Fault($"did not get the {_kind} '{_single[BitOperations.TrailingZeroCount(~placed)]}'");

        list.CopyTo(values.AsSpan(_before + _single.Length));
        return _optional && EqualityComparer<T>.Default.Equals(values[^1], default) ? values[..^1] : values;
    }

    private int IndexOf(string name) =>
        Array.IndexOf(_single, name) is >= 0 and var at ? at : throw Fault($"takes no {_kind} '{name}', but {(_single.Length == 0 ? "none" : string.Join(", ", _single))}");

    private InvalidOperationException Fault(string what) => new($"The script {_script} {what}.");

    [GeneratedRegex("^[a-z][A-Za-z0-9]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
