using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Recording;

/// <summary>Media that is never deleted for room on the disk must not be older than media that is kept at all.</summary>
internal sealed class RecordingOptionsValidator : IValidateOptions<RecordingOptions>
{
    public ValidateOptionsResult Validate(string? name, RecordingOptions options) => options.Floor > options.Retention
        ? ValidateOptionsResult.Fail($"{RecordingOptions.Section}:Floor must not be longer than {RecordingOptions.Section}:Retention.")
        : ValidateOptionsResult.Success;
}
