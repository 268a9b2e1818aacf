using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Api.Windows;

/// <summary>What a person sends to a window.</summary>
/// <param name="Window">The window.</param>
/// <param name="Kind">Its kind: a window of another kind is unknown.</param>
/// <param name="Person">Whose first entry counts.</param>
/// <param name="Proof">How strongly the person has proved to be one.</param>
/// <param name="Value">From 0.</param>
/// <param name="ReceivedAt">When this process received it, Unix milliseconds: it may wait for its transaction.</param>
/// <param name="Key">The digest of the call's Idempotency-Key; null without one.</param>
/// <param name="Salt">Of its digest; new for each request, so that it also names the request.</param>
internal sealed record EntryRequest(string Window, string Kind, ViewerId Person, Proof Proof, int Value, long ReceivedAt, string? Key, string Salt)
{
    public string Digest => BookEntry.DigestOf(Window, Person, Value, Salt);

    public BookEntry ToEntry() => new() { Window = Window, Person = Person, Value = Value, At = ReceivedAt, Salt = Salt, Digest = Digest, Key = Key };
}

/// <summary>What became of an entry.</summary>
/// <param name="Verdict">One of <see cref="EntryVerdict"/>.</param>
/// <param name="State">The window's state; empty when there is no window.</param>
/// <param name="Strength">The least proof that the window takes.</param>
/// <param name="Entry">The person's entry, when there is one.</param>
internal sealed record EntryAnswer(string Verdict, string State, string Strength, BookEntry? Entry);

/// <summary>The verdicts on entries; the words are those of the rooms' windows.</summary>
internal static class EntryVerdict
{
    /// <summary>It is committed.</summary>
    public const string Ok = "ok";

    /// <summary>It was committed before, by a call with the same key.</summary>
    public const string Repeated = "repeated";

    /// <summary>The same key was used for another value.</summary>
    public const string Mismatch = "mismatch";

    /// <summary>The person has one already.</summary>
    public const string Known = "known";

    public const string Unknown = "unknown";

    /// <summary>The person is banned on the stage.</summary>
    public const string Banned = "banned";

    /// <summary>The person's proof is too weak.</summary>
    public const string Weak = "weak";

    /// <summary>The window takes no entries yet, or any more, or it came too late.</summary>
    public const string Closed = "closed";

    /// <summary>The window's time stands still.</summary>
    public const string Paused = "paused";

    /// <summary>The window has no such value.</summary>
    public const string Value = "value";
}
