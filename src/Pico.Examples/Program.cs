System.Console.WriteLine("pico");
