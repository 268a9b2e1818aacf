namespace Broadcast.Chat.Spine.Errors;

/// <summary>Failures that no handler of a feature writes: unreadable bodies, unknown paths, faults.</summary>
internal static class RequestErrors
{
    public static readonly Error Invalid = new("request.invalid", "The request cannot be read.", ErrorKind.Invalid, "Compare it with the API document.");
    public static readonly Error BadId = new("request.id", "An id is 1-128 printable ASCII characters without quotes, braces, slashes or blanks.", ErrorKind.Invalid, "Send an id as the API gave it.");
    public static readonly Error TooLarge = new("request.too_large", "The request is too large.", ErrorKind.TooLarge, "Send less at once.");
    public static readonly Error TooMany = new("request.too_many", "Too many requests. Try again later.", ErrorKind.TooFast, "Try again after Retry-After.");
    public static readonly Error PathUnknown = new("path.unknown", "There is nothing at this path.", ErrorKind.Unknown, "Compare it with the API document.");
    public static readonly Error MethodUnknown = new("method.unknown", "This path does not support this method.", ErrorKind.Method, "Compare it with the API document.");
    public static readonly Error Unavailable = new("service.unavailable", "A part that this service depends on does not answer.", ErrorKind.Unavailable, "Try again in a moment.");
    public static readonly Error Fault = new("server.fault", "Something went wrong in this service.", ErrorKind.Fault, "Try again; if it happens again, read the log of the host.");
    public static readonly Error Unexpected = new("internal", "Something went wrong in this service.", ErrorKind.Unavailable, "Try again; if it happens again, read the log of the host.");
}
