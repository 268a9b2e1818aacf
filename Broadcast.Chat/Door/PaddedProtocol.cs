using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Broadcast.Chat.Contracts;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Broadcast.Chat.Door;

/// <summary>
/// A SignalR protocol in which a call may leave out its last arguments, if <see cref="IRoomHub"/> gives them a default: they become null.
/// SignalR itself wants every argument and knows no overloads, so each new optional argument would break all
/// clients. A call that fits no method is refused with a code, like every other.
/// </summary>
internal sealed class PaddedProtocol(IHubProtocol inner) : IHubProtocol
{
    /// <summary>How many arguments each method needs at least.</summary>
    private static readonly Dictionary<string, int> Needed = typeof(IRoomHub).GetMethods().ToDictionary(
        method => method.Name, method => method.GetParameters().Count(parameter => !parameter.HasDefaultValue), StringComparer.OrdinalIgnoreCase);

    public string Name => inner.Name;

    public int Version => inner.Version;

    public TransferFormat TransferFormat => inner.TransferFormat;

    public bool IsVersionSupported(int version) => inner.IsVersionSupported(version);

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        var whole = input;
        if (!inner.TryParseMessage(ref input, binder, out message))
            return false;
        if (message is InvocationBindingFailureMessage { Target: null })
            throw new InvalidDataException("A call names no method.");
        if (message is InvocationBindingFailureMessage misfit)
            message = (HubMessage?)Pad(whole, binder, misfit.Target) ?? Refusal(misfit);
        return true;
    }

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => inner.WriteMessage(message, output);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => inner.GetMessageBytes(message);

    /// <summary>Reads the call again with fewer arguments; null when it does not fit then either.</summary>
    private InvocationMessage? Pad(ReadOnlySequence<byte> input, IInvocationBinder binder, string target)
    {
        if (!Needed.TryGetValue(target, out var needed))
            return null;

        var types = binder.GetParameterTypes(target);
        for (var count = types.Count - 1; count >= needed; count--)
        {
            var again = input;
            if (inner.TryParseMessage(ref again, new ShorterCall(binder, [.. types.Take(count)]), out var message) && message is InvocationMessage call)
                return new InvocationMessage(call.InvocationId, call.Target, [.. call.Arguments, .. new object?[types.Count - count]], call.StreamIds) { Headers = call.Headers };
        }

        return null;
    }

    private static InvocationBindingFailureMessage Refusal(InvocationBindingFailureMessage misfit)
    {
        var error = Needed.ContainsKey(misfit.Target) ? CallErrors.Arguments : CallErrors.Unknown;
        return new InvocationBindingFailureMessage(
            misfit.InvocationId, misfit.Target, ExceptionDispatchInfo.Capture(new HubException($"{error.Code}: {error.Message}")))
        { Headers = misfit.Headers };
    }

    /// <summary>Binds a call as if its method had fewer parameters.</summary>
    private sealed class ShorterCall(IInvocationBinder whole, IReadOnlyList<Type> types) : IInvocationBinder
    {
        public IReadOnlyList<Type> GetParameterTypes(string methodName) => types;

        public Type GetReturnType(string invocationId) => whole.GetReturnType(invocationId);

        public Type GetStreamItemType(string streamId) => whole.GetStreamItemType(streamId);
    }
}
