using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.ExceptionServices;
using Broadcast.Chat.Contracts;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Broadcast.Chat.Door;

/// <summary>
/// A SignalR protocol in which a call may leave out its last arguments, if <see cref="IRoomHub"/> gives them a default: they become null.
/// SignalR itself wants every argument and knows no overloads, so each new optional argument would break all
/// clients. What fits no method is refused with a code, like every other call: also a null in place of a record, and
/// streams, which no method has.
/// </summary>
internal sealed class PaddedProtocol(IHubProtocol inner) : IHubProtocol
{
    private static readonly Dictionary<string, Signature> Methods =
        typeof(IRoomHub).GetMethods().ToDictionary(method => method.Name, Signature.Of, StringComparer.OrdinalIgnoreCase);

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
            message = (HubMessage?)Pad(whole, binder, misfit.Target) ?? Refusal(misfit, misfit.Target);
        if (message is StreamInvocationMessage stream)
            message = Refusal(stream, stream.Target);
        if (message is InvocationMessage call && !Fits(call))
            message = Refusal(call, call.Target);
        return true;
    }

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => inner.WriteMessage(message, output);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => inner.GetMessageBytes(message);

    /// <summary>Reads the call again with fewer arguments; null when it does not fit then either.</summary>
    private InvocationMessage? Pad(ReadOnlySequence<byte> input, IInvocationBinder binder, string target)
    {
        if (!Methods.TryGetValue(target, out var method))
            return null;

        var types = binder.GetParameterTypes(target);
        for (var count = types.Count - 1; count >= method.Needed; count--)
        {
            var again = input;
            if (inner.TryParseMessage(ref again, new ShorterCall(binder, [.. types.Take(count)]), out var message) && message is InvocationMessage call)
                return new InvocationMessage(call.InvocationId, call.Target, [.. call.Arguments, .. new object?[types.Count - count]], call.StreamIds) { Headers = call.Headers };
        }

        return null;
    }

    private static bool Fits(InvocationMessage call) =>
        call.StreamIds is null or [] && (!Methods.TryGetValue(call.Target, out var method) || method.Takes(call.Arguments));

    private static InvocationBindingFailureMessage Refusal(HubInvocationMessage misfit, string target)
    {
        var error = Methods.ContainsKey(target) ? CallErrors.Arguments : CallErrors.Unknown;
        return new InvocationBindingFailureMessage(
            misfit.InvocationId, target, ExceptionDispatchInfo.Capture(new HubException($"{error.Code}: {error.Message}")))
        { Headers = misfit.Headers };
    }

    /// <param name="Needed">How many arguments a call has at least.</param>
    /// <param name="MayBeNull">Of each parameter, whether its argument may be null. Missing texts are refused by the methods, with the code that fits.</param>
    private sealed record Signature(int Needed, bool[] MayBeNull)
    {
        public static Signature Of(MethodInfo method)
        {
            var parameters = method.GetParameters();
            var nullability = new NullabilityInfoContext();
            return new Signature(
                parameters.Count(parameter => !parameter.HasDefaultValue),
                [.. parameters.Select(parameter => parameter.ParameterType == typeof(string) || nullability.Create(parameter).WriteState == NullabilityState.Nullable)]);
        }

        public bool Takes(object?[] arguments)
        {
            for (var i = 0; i < arguments.Length; i++)
                if (arguments[i] is null && !MayBeNull[i])
                    return false;
            return true;
        }
    }

    /// <summary>Binds a call as if its method had fewer parameters.</summary>
    private sealed class ShorterCall(IInvocationBinder whole, IReadOnlyList<Type> types) : IInvocationBinder
    {
        public IReadOnlyList<Type> GetParameterTypes(string methodName) => types;

        public Type GetReturnType(string invocationId) => whole.GetReturnType(invocationId);

        public Type GetStreamItemType(string streamId) => whole.GetStreamItemType(streamId);
    }
}
