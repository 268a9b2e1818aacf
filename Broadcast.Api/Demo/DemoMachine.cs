using Broadcast.Api.Data;
using Broadcast.Api.MachineKeys;
using Broadcast.Api.Spine;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Demo;

/// <summary>The demo's machine key: one that may do everything a machine may, and is new at each start.</summary>
internal sealed class DemoMachine(FestivalDb database, MachineKeyDesk desk)
{
    private const string MadeBy = "demo";

    public async Task<string> KeyAsync(CancellationToken cancellation)
    {
        var known = await database.MachineKeys.Where(key => key.MadeBy == MadeBy).Select(key => key.Id).FirstOrDefaultAsync(cancellation);
        var key = known is null
            ? await desk.MakeAsync(new NewMachineKey("Demo", MachineScopes.All, Shop: null), MadeBy, cancellation)
            : await desk.RotateAsync(known, TimeSpan.Zero, cancellation);
        return key.Value?.Key ?? throw new InvalidOperationException($"The demo's machine key cannot be made: {key.Error?.Message}");
    }
}
