namespace Broadcast.Chat.Spine.Errors;

/// <summary>An expected failure. Each is defined once, in its feature, and listed by <see cref="ErrorCatalogue"/>.</summary>
/// <param name="Code">Part of the protocol; never renamed. Lower case, with a dot behind the feature.</param>
/// <param name="Message">What is wrong, for people.</param>
/// <param name="Kind">Decides the HTTP status.</param>
/// <param name="Remedy">What the caller can do about it.</param>
internal sealed record Error(string Code, string Message, ErrorKind Kind, string Remedy)
{
    /// <summary>What is wrong with which field of the request; empty where no field is to blame.</summary>
    public IReadOnlyList<FieldFault> Fields { get; init; } = [];

    /// <summary>The same failure with a more exact message.</summary>
    public Error With(string message) => this with { Message = message };
}

/// <summary>The kind of failure; decides the HTTP status.</summary>
internal enum ErrorKind
{
    /// <summary>400: the request itself is wrong.</summary>
    Invalid,

    /// <summary>401: no valid token.</summary>
    Unauthenticated,

    /// <summary>403: this caller has no right to it.</summary>
    Forbidden,

    /// <summary>404.</summary>
    Unknown,

    /// <summary>405.</summary>
    Method,

    /// <summary>409: the state does not allow it.</summary>
    Conflict,

    /// <summary>413.</summary>
    TooLarge,

    /// <summary>422: it can be read, and does not go with what was sent before.</summary>
    Unprocessable,

    /// <summary>429.</summary>
    TooFast,

    /// <summary>500: a fault of ours.</summary>
    Fault,

    /// <summary>503: a service behind us does not answer.</summary>
    Unavailable,
}
