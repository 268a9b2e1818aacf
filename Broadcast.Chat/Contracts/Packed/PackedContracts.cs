using MessagePack;
using MessagePack.Formatters;
using MessagePack.Resolvers;

namespace Broadcast.Chat.Contracts.Packed;

/// <summary>
/// Uses <see cref="PackedContract{T}"/> for the types of this assembly and arrays of them, and MessagePack's own formatters for plain values.
/// </summary>
internal sealed class PackedContracts : IFormatterResolver
{
    private static readonly PackedContracts Instance = new();

    private PackedContracts()
    {
    }

    /// <summary>For callers who are not trusted: guarded against hash collisions and deep nesting.</summary>
    public static MessagePackSerializerOptions Options { get; } =
        MessagePackSerializerOptions.Standard.WithResolver(Instance).WithSecurity(MessagePackSecurity.UntrustedData);

    public IMessagePackFormatter<T>? GetFormatter<T>() => Known<T>.Formatter;

    private static class Known<T>
    {
        public static readonly IMessagePackFormatter<T>? Formatter =
            typeof(T) == typeof(JoinResult) ? (IMessagePackFormatter<T>)(object)new PackedJoin()
            : (typeof(T).GetElementType() ?? typeof(T)).Assembly == typeof(PackedContracts).Assembly ? new PackedContract<T>()
            : BuiltinResolver.Instance.GetFormatter<T>();
    }
}
