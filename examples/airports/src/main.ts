process.stdout.write('Aeroform: the airports tour goes here.\n');
