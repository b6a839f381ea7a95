using System.CommandLine;
using JasperFx.CodeGeneration;
using JasperFx.CodeGeneration.Model;

namespace MentorshipFlow.Api.Commands;

/// <summary><c>codegen FOLDER</c>: writes Wolverine's code around the message handlers, for developers. It is checked in, so that a server
/// starts without a compiler.</summary>
internal static class CodegenCommand
{
    private static readonly Argument<string> Folder = new("folder") { Description = "Where to; src/Workflows/Internal/Generated" };

    public static Command Create()
    {
        var command = new Command("codegen", "Write the code around the message handlers, for developers") { Folder };
        command.Hidden = true;
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var safe = Directory.CreateTempSubdirectory("mf-codegen-");
        try
        {
            // Needs no database: a handler's code depends on its signature and the registered services.
            using var app = Server.Create(new ServerOptions("Host=nowhere", safe.FullName));
            ICodeFileCollection[] collections = [.. app.Services.GetServices<ICodeFileCollection>()];
            foreach (var collection in collections) collection.Rules.GeneratedCodeOutputPath = Path.GetFullPath(parsed.GetValue(Folder)!);
            var builder = new DynamicCodeBuilder(app.Services, collections)
            {
                ServiceVariableSource = app.Services.GetRequiredService<IServiceVariableSource>(),
            };
            builder.WriteGeneratedCode(Console.Out.WriteLine);
            return ExitCode.Done;
        }
        finally
        {
            safe.Delete(recursive: true);
        }
    }
}
