using MentorshipFlow.Api.Commands;
using MentorshipFlow.Elsa;
using MentorshipFlow.Workflows.Engine;

// The same program; its programmes run as Elsa workflows.
using var elsa = new ElsaEngine();
return await AllCommands.Run(args, services => services.AddSingleton(new ProcessEngine(ElsaEngine.Name, elsa.Run)));
