using Broadcast.Chat.Spine.Text;

namespace Broadcast.Chat.Spine.Errors;

/// <summary>Reads the fields of a request and gathers what is wrong with them, so that all of it is told at once.</summary>
internal sealed class FieldFaults
{
    /// <summary>A body may have thousands of wrong entries; nobody reads more than these.</summary>
    private const int Most = 20;

    private readonly List<FieldFault> _faults = [];

    public bool Any => _faults.Count > 0;

    /// <summary>The line, trimmed; empty, with a fault, unless it has 1 to <paramref name="longest"/> visible characters.</summary>
    public string Line(string field, string? text, int longest) =>
        PlainLine.Read(text, longest) ?? Wrong(field, Faults.Length, $"'{field}' must have 1-{longest} characters.", 1, longest, "");

    /// <summary>As <see cref="Line"/>, but the text may be empty.</summary>
    public string OptionalLine(string field, string? text, int longest) =>
        PlainLine.ReadOptional(text, longest) ?? Wrong(field, Faults.Length, $"'{field}' must have at most {longest} characters.", 0, longest, "");

    /// <summary>The number; the least, with a fault, when it is missing or not within the limits.</summary>
    public long Number(string field, long? number, long least, long most) =>
        number is { } value && value >= least && value <= most ? value : Wrong(field, Faults.Range, $"'{field}' must be a whole number, {least}-{most}.", least, most, least);

    /// <summary>Notes a fault.</summary>
    public void Add(string field, string fault, string message, long? least = null, long? most = null)
    {
        if (_faults.Count < Most)
            _faults.Add(new FieldFault(field, fault, message, least, most));
    }

    /// <summary>The failure with what is wrong with the fields.</summary>
    public Error On(Error error) => error with { Message = string.Join(' ', _faults.Select(fault => fault.Message)), Fields = [.. _faults] };

    private T Wrong<T>(string field, string fault, string message, long? least, long? most, T instead)
    {
        Add(field, fault, message, least, most);
        return instead;
    }
}
