namespace Broadcast.Ingest.Media.Amf;

/// <summary>An object or an ECMA array. Members keep their order; of a name that comes twice, the first is found.</summary>
internal sealed class AmfObject
{
    private readonly List<KeyValuePair<string, object?>> _members = [];

    public IReadOnlyList<KeyValuePair<string, object?>> Members => _members;

    /// <summary>True for an ECMA array: only the marker differs.</summary>
    public bool IsArray { get; init; }

    public AmfObject Add(string name, object? value)
    {
        _members.Add(new KeyValuePair<string, object?>(name, value));
        return this;
    }

    /// <summary>A text member; null when missing or no text. Case is ignored: encoders write <c>tcUrl</c> and <c>tcurl</c>.</summary>
    public string? Text(string name) =>
        _members.Find(member => member.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value as string;
}
