using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Redis;

/// <summary>The connection string is no member of an options type, but its absence is a fault like any other.</summary>
internal sealed class RedisConnectionValidator(IConfiguration configuration) : IValidateOptions<RedisOptions>
{
    public ValidateOptionsResult Validate(string? name, RedisOptions options)
    {
        var connection = configuration.GetConnectionString("Redis");
        if (string.IsNullOrWhiteSpace(connection))
            return ValidateOptionsResult.Fail("ConnectionStrings:Redis is missing: such as 127.0.0.1:6379. Only a host with all roles starts a private Redis of its own.");

        try
        {
            return RedisConnection.Parse(configuration).EndPoints.Count > 0
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail("ConnectionStrings:Redis names no server.");
        }
        catch (ArgumentException unreadable)
        {
            return ValidateOptionsResult.Fail($"ConnectionStrings:Redis cannot be read: {unreadable.Message}");
        }
    }
}
