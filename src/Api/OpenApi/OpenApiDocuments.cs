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
    private const string Introduction = """
        Mentoring programmes of schools with their seven gates and their history.

        ## Getting started

        1. Send your key as `Authorization: Bearer mf_…`. `GET /api/organisation` shows the school that it belongs to.
        2. Reading needs nothing else. Lists come in pages: the header `Link` has the address of the next one.
        3. A request that decides takes an `Idempotency-Key` of its own, such as a UUID. Repeat a request that was not answered with the
           same key: it is carried out once. With `dryRun=true` it says what would be decided and records nothing.
        4. What replaces something takes `If-Match` with the `ETag` of what you read, so that nobody overwrites what he has not seen.
        5. A refusal is a problem (RFC 9457) with a stable `code`, and `missing` lists everything that is missing at once.
        6. To try it, `POST /api/sandboxes` makes an invented school at any stage, with a key for each role.

        Texts are Russian unless `Accept-Language` prefers English.
        """;

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
                Description = Introduction,
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
        app.Use((http, next) => HttpMethods.IsGet(http.Request.Method) && http.Request.Path == $"/openapi/{Version}.json"
            ? document.Send(http) : next(http));
        app.Use((http, next) =>
        {
            // Which version of a library serves the page is nobody's business.
            if (http.Request.Path.StartsWithSegments("/swagger"))
            {
                http.Response.OnStarting(() =>
                {
                    http.Response.Headers.Remove("x-swagger-ui-version");
                    return Task.CompletedTask;
                });
            }

            return next(http);
        });
        app.UseSwaggerUI(o => o.SwaggerEndpoint($"/openapi/{Version}.json", "MentorshipFlow"));
    }

    // A nested request's name begins with its use case: DraftProgrammeRequest.
    private static string SchemaId(Type type) => type.IsGenericType
        ? string.Concat(type.GetGenericArguments().Select(SchemaId)) + type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]
        : (type.DeclaringType is { } outer && !outer.IsAbstract | outer.IsSealed ? outer.Name : "") + type.Name;

    private static OpenApiSchema Text(int longest) => new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = longest };
}
