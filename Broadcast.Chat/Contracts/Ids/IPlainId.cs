using System.Diagnostics.CodeAnalysis;

namespace Broadcast.Chat.Contracts.Ids;

/// <summary>An identifier that travels as a plain string and is checked once, at the edge.</summary>
public interface IPlainId<TSelf> where TSelf : struct, IPlainId<TSelf>
{
    string Value { get; }

    /// <summary>Parses <paramref name="text"/>; false when it is not a well-formed id of this kind.</summary>
    static abstract bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out TSelf id);
}
