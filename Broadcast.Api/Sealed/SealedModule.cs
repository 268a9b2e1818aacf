using Broadcast.Api.Keys;

namespace Broadcast.Api.Sealed;

internal static class SealedModule
{
    public static void AddSealedRecords(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SealedBox>();
        builder.Services.AddSingleton<IRootSealed, SealedDataKeys>();
    }
}
