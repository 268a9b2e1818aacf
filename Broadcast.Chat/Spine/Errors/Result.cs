using System.Diagnostics.CodeAnalysis;

namespace Broadcast.Chat.Spine.Errors;

/// <summary>A value, or the reason why there is none.</summary>
internal readonly struct Result<T>
{
    private Result(T? value, Error? error) => (Value, Error) = (value, error);

    public T? Value { get; }

    public Error? Error { get; }

    [MemberNotNullWhen(true, nameof(Error))]
    [MemberNotNullWhen(false, nameof(Value))]
    public bool Failed => Error is not null;

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Error error) => new(default, error);
}

/// <summary>The value of a command that returns nothing.</summary>
internal readonly record struct Done;
