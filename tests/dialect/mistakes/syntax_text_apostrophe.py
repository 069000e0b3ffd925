print('it's fine')
