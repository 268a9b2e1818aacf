using Broadcast.Chat.Contracts.Ids;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Broadcast.Api.OpenApi;

/// <summary>Describes ids as plain strings, because the generator does not see what their JSON converter writes.</summary>
internal sealed class PlainIdSchemas : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type.GetInterfaces().Any(known => known.IsGenericType && known.GetGenericTypeDefinition() == typeof(IPlainId<>)))
        {
            schema.Type = JsonSchemaType.String;
            schema.Properties?.Clear();
        }

        return Task.CompletedTask;
    }
}
