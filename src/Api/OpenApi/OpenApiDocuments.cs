using MentorshipFlow.Ledger;
using System.Xml;
using System.Xml.XPath;
using MentorshipFlow.Api.Http;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace MentorshipFlow.Api.OpenApi;

/// <summary>The OpenAPI 3.1 document at <c>/openapi/v1.json</c> and its page at <c>/swagger</c>, to which <c>/</c> redirects.</summary>
internal static class OpenApiDocuments
{
    /// <summary>Name of the only version.</summary>
    public const string Version = "v1";

    public static void AddOpenApiDocument(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddTransient<ISerializerDataContractResolver>(_ => new JsonSerializerDataContractResolver(ApiJson.Options));
        services.AddSwaggerGen(swagger =>
        {
            swagger.SwaggerDoc(Version, new OpenApiInfo
            {
                Title = "MentorshipFlow",
                Version = Version,
                Description = "Mentoring programmes with their seven gates and their history. Problems follow RFC 9457; "
                    + "every deciding request takes an Idempotency-Key.",
            });
            swagger.CustomSchemaIds(SchemaId);
            // Ordered by address, because by default the order depends on class names.
            swagger.OrderActionsBy(action => $"{action.RelativePath} {action.HttpMethod}");
            swagger.MapType<InstitutionalText>(() => Text(InstitutionalText.MaxLength));
            swagger.MapType<PrivateText>(() => Text(PrivateText.MaxLength));
            // An object whose members this document does not describe.
            swagger.MapType<RawJson>(() => new OpenApiSchema
                { Type = JsonSchemaType.Object, AdditionalProperties = new OpenApiSchema() });
            foreach (var xml in Directory.EnumerateFiles(AppContext.BaseDirectory, "MentorshipFlow.*.xml").Order(StringComparer.Ordinal))
            {
                // Joins the lines of a comment, so that a description is one paragraph.
                var comments = string.Join(' ', File.ReadLines(xml).Select(line => line.Trim()));
                swagger.IncludeXmlComments(() => new XPathDocument(XmlReader.Create(new StringReader(comments))));
            }

            swagger.AddSecurityDefinition(OperationDescriptions.SecurityScheme, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "mf_{id}_{secret}",
                Description = "An API key of one person or one integrator; X-Api-Key is taken as well.",
            });
            swagger.SchemaFilter<MemberSchemas>();
            swagger.OperationFilter<OperationDescriptions>();
            swagger.DocumentFilter<ResponseExamples>();
        });
    }

    public static void UseOpenApiDocument(this WebApplication app)
    {
        var document = new CachedDocument(app.Services.GetRequiredService<ISwaggerProvider>());
        app.Use((http, next) =>
        {
            if (!HttpMethods.IsGet(http.Request.Method)) return next(http);
            if (http.Request.Path == $"/openapi/{Version}.json") return document.Send(http);
            if (http.Request.Path != "/") return next(http);
            // Redirects a browser from the root to the page.
            http.Response.Redirect("swagger/index.html");
            return Task.CompletedTask;
        });
        app.UseSwaggerUI(o => o.SwaggerEndpoint($"/openapi/{Version}.json", "MentorshipFlow"));
    }

    // A nested request's name begins with its use case: DraftProgrammeRequest.
    private static string SchemaId(Type type) => type.IsGenericType
        ? string.Concat(type.GetGenericArguments().Select(SchemaId)) + type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]
        : (type.DeclaringType is { } outer && !outer.IsAbstract | outer.IsSealed ? outer.Name : "") + type.Name;

    private static OpenApiSchema Text(int longest) => new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = longest };
}
