using Broadcast.Chat.Contracts;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Broadcast.Api.Hosting;

/// <summary>Ids travel as plain strings; the document says so, which it cannot see behind their converter.</summary>
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
