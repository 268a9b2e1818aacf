namespace Broadcast.Chat.Spine.Errors;

/// <summary>What is wrong with one field of a request. Pages show it beside the field, in their own language.</summary>
/// <param name="Field">Where the field is in the body, such as <c>name</c> or <c>chapters[1].nameEn</c>.</param>
/// <param name="Fault">One of <see cref="Faults"/>.</param>
/// <param name="Message">For people, with the field's name.</param>
/// <param name="Least">The least length or number that is allowed, where there is one.</param>
/// <param name="Most">The greatest.</param>
internal sealed record FieldFault(string Field, string Fault, string Message, long? Least = null, long? Most = null);

/// <summary>The kinds of <see cref="FieldFault"/>; part of the protocol.</summary>
internal static class Faults
{
    /// <summary>A text that is missing, too long, or has characters that cannot be seen.</summary>
    public const string Length = "length";

    /// <summary>A number or a time that is not within its limits, or a list with too many entries.</summary>
    public const string Range = "range";

    /// <summary>Not of the form that it must have, such as an address or a time zone.</summary>
    public const string Form = "form";

    /// <summary>Something else has this id or name.</summary>
    public const string Taken = "taken";

    /// <summary>Names something that does not exist.</summary>
    public const string Unknown = "unknown";

    /// <summary>A password that is guessed first.</summary>
    public const string Guessable = "guessable";
}
