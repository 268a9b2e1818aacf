using MessagePack;
using MessagePack.Formatters;
using MessagePack.Resolvers;

namespace Broadcast.Chat.Contracts;

/// <summary>Which types go as <see cref="PackedContract{T}"/>: those of the contracts. All else is a plain value.</summary>
internal sealed class PackedContracts : IFormatterResolver
{
    private static readonly PackedContracts Instance = new();

    private PackedContracts()
    {
    }

    /// <summary>For callers who are not trusted: hash collisions and depth are guarded against.</summary>
    public static MessagePackSerializerOptions Options { get; } =
        MessagePackSerializerOptions.Standard.WithResolver(Instance).WithSecurity(MessagePackSecurity.UntrustedData);

    public IMessagePackFormatter<T>? GetFormatter<T>() => Known<T>.Formatter;

    private static class Known<T>
    {
        public static readonly IMessagePackFormatter<T>? Formatter =
            typeof(T).Assembly == typeof(PackedContracts).Assembly ? new PackedContract<T>() : BuiltinResolver.Instance.GetFormatter<T>();
    }
}
