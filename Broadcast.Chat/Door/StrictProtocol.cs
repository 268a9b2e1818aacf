using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Pace;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Broadcast.Chat.Door;

/// <summary>
/// A SignalR protocol that ends connections which keep making calls that fit no hub method. Such calls never reach a hub filter
/// (aspnet/SignalR issue 4726), so nothing else would stop a flood of them. A few are answered as usual: a page may be newer than the node.
/// What cannot be read at all is an <see cref="InvalidDataException"/>, which ends the connection.
/// </summary>
internal sealed class StrictProtocol(IHubProtocol inner, ChatMetrics metrics, TimeProvider time) : IHubProtocol
{
    private const int Tolerated = 5;
    private const double PerSecond = 0.2;

    /// <summary>One bucket per connection, keyed by the connection's binder and made at its first such call.</summary>
    private readonly ConditionalWeakTable<IInvocationBinder, TokenBucket> _faults = [];

    public string Name => inner.Name;

    public int Version => inner.Version;

    public TransferFormat TransferFormat => inner.TransferFormat;

    public bool IsVersionSupported(int version) => inner.IsVersionSupported(version);

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        try
        {
            if (!inner.TryParseMessage(ref input, binder, out message))
                return false;
        }
        catch (Exception unreadable) when (unreadable is not InvalidDataException)
        {
            // The readers of JSON and MessagePack throw what their libraries throw, such as for text that is no Unicode or a key that comes twice.
            throw new InvalidDataException("What was sent is no message of the protocol.", unreadable);
        }

        if (message is not (InvocationBindingFailureMessage or StreamBindingFailureMessage or StreamItemMessage))
            return true;

        metrics.Refused.Add(1, new KeyValuePair<string, object?>("code", CodeOf(message)));
        return _faults.GetValue(binder, _ => new TokenBucket(PerSecond, Tolerated, time)).TryAcquire()
            ? true
            : throw new InvalidDataException("Too many calls that fit no hub method.");
    }

    /// <summary>The code with which <see cref="PaddedProtocol"/> refuses the call; streams have none of their own.</summary>
    private static string CodeOf(HubMessage message) =>
        message is InvocationBindingFailureMessage { BindingFailure.SourceException: HubException refusal } ? refusal.Message.Split(':', 2)[0] : CallErrors.Arguments.Code;

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => inner.WriteMessage(message, output);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => inner.GetMessageBytes(message);
}
